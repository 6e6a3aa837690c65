"""How Word calls the parts of its files, and the elements in them."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
FOOTNOTES = "word/footnotes.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
SOURCE = "urn:congvan:source:1"  # the namespace of the YAML that a letter was made from
