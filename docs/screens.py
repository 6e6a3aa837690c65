"""Make the pictures of the pages in a browser: a clerk's way through the demo folder, 1280 dots wide, in few colours.

Not tested for being current: the same page is not the same bytes with every browser. Needs Chromium and Pillow.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
WIDE, TALL, COLOURS = 1280, 860, 64
SENT = "/letters/bao-cao-4g-5g.yaml"
FIRST_UNIT = ".scroll table tbody th a"
SCREENS = {
    "trang-ban-lam-viec": "/",
    "trang-cong-van-moi": "/new",
    "trang-soan": "/letters/ubnd-phuong.yaml",
    "trang-yaml": "/letters/ubnd-phuong.yaml?view=yaml",
    "trang-gui-nhieu-noi": f"{SENT}/batch",
    "trang-bieu-gui-ve": f"{SENT}/returns",
    "trang-tong-hop": f"{SENT}/returns/summary",
}


@contextmanager
def served() -> Iterator[str]:
    """Serve the demo folder, and give the address that lets one in."""
    words = [sys.executable, ROOT / "cli.py", "serve", "--demo", "--no-open"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env)
    try:
        lines = iter(process.stdout or ())
        yield next(found[0] for line in lines if (found := re.search(r"http\S+", line)))
    finally:
        process.terminate()
        process.wait()


def shot(page: Page) -> bytes:
    """Return what stands on the screen, as a PNG of few colours."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('.folder')?.remove()")  # where this machine keeps what is temporary
    whole = Image.open(io.BytesIO(page.screenshot()))
    buffer = io.BytesIO()
    drawn = whole.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    drawn.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def screens(address: str) -> Iterator[tuple[str, bytes]]:
    """Yield every screen with its name."""
    base = address.partition("/enter")[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--lang=vi"]
        )
        page = browser.new_page(viewport={"width": WIDE, "height": TALL}, locale="vi-VN")
        page.goto(address)
        for name, path in SCREENS.items():
            page.goto(base + path)
            yield name, shot(page)
        page.goto(f"{base}{SENT}/returns?state=to_mend")
        page.locator("#units ~ .scroll").first.locator(FIRST_UNIT.removeprefix(".scroll ")).first.click()
        yield "trang-mot-don-vi", shot(page)
        page.goto(base + "/letters/thong-bao.yaml")
        page.locator("[name='trich_yeu']").fill("Về việc đo chất lượng mạng của Sở Nội Vụ")
        page.wait_for_selector(".change")
        page.keyboard.press("Control+s")
        page.wait_for_selector("#saved:text-is('đã lưu')")
        yield "trang-sua-loi", shot(page)
        page.goto(base + "/letters/thong-bao.yaml/history?at=1")
        yield "trang-lich-su", shot(page)
        browser.close()


if __name__ == "__main__":
    with served() as address:
        for name, data in screens(address):
            (FOLDER / f"{name}.png").write_bytes(data)
            sys.stdout.write(f"{name} {len(data)}\n")
