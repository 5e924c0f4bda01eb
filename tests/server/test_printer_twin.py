"""The printer twin as a developer runs it: ZPL goes in, pictures come out at another port."""

import io
import socket
import subprocess
import time

import httpx2
from PIL import Image

from labels.drawing import draw
from labels.kinds import bin_label
from labels.proof import read
from labels.zpl import render_zpl
from tests.labels.samples import FONTS
from tests.server.test_cli import COMMAND, free_port


def test_what_is_sent_to_the_twin_can_be_looked_at():
    port, show = free_port(), free_port()
    command = [*COMMAND, "printer-twin", "--port", str(port), "--show", str(show)]
    zpl = render_zpl(draw(bin_label(code="A-12-03"), dpi=203, fonts=FONTS))

    with subprocess.Popen(command) as twin:
        try:
            send(port, zpl)
            page = wait_for(f"http://127.0.0.1:{show}/", "1 labels came out")
            picture = httpx2.get(f"http://127.0.0.1:{show}/1.png")
        finally:
            twin.terminate()

    assert 'src="/1.png"' in page
    assert [text for _, text in read(Image.open(io.BytesIO(picture.content)))] == ["A-12-03"] * 2


def send(port, zpl):
    end = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
                line.sendall(zpl)
                line.shutdown(socket.SHUT_WR)
                assert line.recv(1) == b""
                return
        except ConnectionRefusedError:
            assert time.monotonic() < end
            time.sleep(0.1)


def wait_for(url, text):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            page = httpx2.get(url).text
        except httpx2.ConnectError:
            page = ""
        if text in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{url} never said {text}")
