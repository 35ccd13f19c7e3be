"""Fetches a file, checks its digest and unpacks it: fetch.py URL DIGEST PLACE [FOLDER].

DIGEST is `sha256-` and hex digits or `sha512-` and base64. With FOLDER the file is an archive, of which PLACE gets what
lies below that folder.
"""

import base64
import hashlib
import os
import shutil
import ssl
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import BinaryIO, Iterator, Optional, Tuple

TRIES = 3


def main() -> None:
    """Does what the command line says."""
    url, digest, place = sys.argv[1:4]
    folder = sys.argv[4] if len(sys.argv) > 4 else None
    target = Path(place)
    with tempfile.TemporaryFile(dir=target.parent) as file:
        download(url, file)
        check(file, digest)
        if folder is None:
            with open(target, "wb") as out:
                shutil.copyfileobj(file, out)
        else:
            unpack(file, folder, target)


def download(url: str, file: BinaryIO) -> None:
    """Copies what the address gives into the file, again when the connection breaks."""
    for left in reversed(range(TRIES)):
        file.seek(0)
        file.truncate()
        try:
            with urllib.request.urlopen(url, timeout=60, context=context()) as answer:
                total = int(answer.headers.get("Content-Length") or 0)
                copy(answer, file, url.rsplit("/", 1)[-1], total)
            return
        except OSError as error:
            if left == 0 or final(error):
                sys.exit(f"{url}: {error}")
            time.sleep(2)


def final(error: OSError) -> bool:
    """Whether trying again can't help."""
    if isinstance(error, urllib.error.HTTPError):
        return error.code < 500
    return isinstance(getattr(error, "reason", None), FileNotFoundError)


def context() -> ssl.SSLContext:
    """The system's certificates; where Python finds none, those that pip has."""
    found = ssl.create_default_context()
    if not found.cert_store_stats()["x509_ca"] and not ssl.get_default_verify_paths().capath:
        try:
            from pip._vendor import certifi

            found.load_verify_locations(certifi.where())
        except ImportError:
            pass
    return found


def copy(answer: BinaryIO, file: BinaryIO, name: str, total: int) -> None:
    """Copies, and shows how far it is: on one changing line on a terminal, else on a line for each third."""
    terminal = sys.stdout.isatty()
    size = f" of {total / 1e6:.0f} MB" if total else " MB"
    if total <= 5_000_000:
        print(f"setup: fetching {name}", flush=True)
    done, shown = 0, 0
    while True:
        piece = answer.read(1 << 16)
        if not piece:
            break
        file.write(piece)
        done += len(piece)
        step = done * 100 // total if total else done >> 20
        # What comes at once needs no progress.
        if total > 5_000_000 and step > shown and (terminal or step >= shown + 33):
            shown = step
            end = "" if terminal else "\n"
            start = "\r" if terminal else ""
            print(f"{start}setup: fetching {name}: {done / 1e6:.0f}{size}", end=end, flush=True)
    if terminal and shown:
        print()
    if total and done != total:
        raise ConnectionError(f"broke off after {done} of {total} bytes")


def check(file: BinaryIO, digest: str) -> None:
    """Ends the program unless the file is what was pinned."""
    algorithm, wanted = digest.split("-", 1)
    file.seek(0)
    hasher = hashlib.new(algorithm)
    for piece in iter(lambda: file.read(1 << 20), b""):
        hasher.update(piece)
    got = hasher.hexdigest() if algorithm == "sha256" else base64.b64encode(hasher.digest()).decode()
    if got != wanted:
        sys.exit(f"the checksum is {algorithm}-{got}, not the pinned {digest}")
    file.seek(0)


def unpack(file: BinaryIO, folder: str, target: Path) -> None:
    """Writes the regular files of a tar archive."""
    wanted = 0
    with tarfile.open(fileobj=file) as archive:
        for name, entry in inside(archive, folder):
            content = archive.extractfile(entry)
            if content is None:
                continue
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(path, "wb") as out:
                shutil.copyfileobj(content, out)
            os.chmod(path, 0o755 if entry.mode & 0o100 else 0o644)
            wanted += 1
    if not wanted:
        sys.exit(f"the archive has no files below {folder}")


def inside(archive: tarfile.TarFile, folder: str) -> Iterator[Tuple[str, tarfile.TarInfo]]:
    """The regular files below a folder by their names there; none that would lie elsewhere."""
    for entry in archive:
        name: Optional[str] = None
        if entry.isfile() and entry.name.startswith(folder + "/"):
            name = entry.name[len(folder) + 1 :]
        if name and ".." not in name.split("/") and not name.startswith("/"):
            yield name, entry


if __name__ == "__main__":
    main()
