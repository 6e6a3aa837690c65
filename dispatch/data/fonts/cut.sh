#!/bin/sh
# Cut the four styles of Tinos down to what Vietnamese offices write. Needs Debian's package
# fonts-croscore (20201225-1: Tinos 1.33) and fontTools; run it in this folder.
set -eu
for style in Regular Bold Italic BoldItalic; do
  pyftsubset "/usr/share/fonts/truetype/croscore/Tinos-$style.ttf" \
    --output-file="Tinos-$style.ttf" --no-hinting --name-IDs='*' --layout-features='' \
    --unicodes='20-17F,1A0-1A1,1AF-1B0,300-303,309,323,391-3C9,1EA0-1EF9,2000-206F,2070-209F,20AB,20AC,2103,2116,2122,2150-215F,2190-2195,2202-2265,25A0-25FF'
done
