"""Writes the certificates that Python trusts as a key store of Java: certificates.py FILE.

A Java run time from a wheel has none of its own, so Maven on it could reach nobody.
"""

import hashlib
import ssl
import struct
import sys
from pathlib import Path
from typing import List

PASSWORD = "changeit"


def main() -> None:
    """Writes the store."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(store(trusted()))


def trusted() -> List[bytes]:
    """The certificates of authorities, of the system where it has a file of them and else those that pip has."""
    context = ssl.create_default_context()
    if not context.get_ca_certs():
        from pip._vendor import certifi

        context.load_verify_locations(certifi.where())
    return context.get_ca_certs(binary_form=True)


def store(certificates: List[bytes]) -> bytes:
    """The format JKS, version 2, with nothing but trusted certificates."""
    parts = [struct.pack(">III", 0xFEEDFEED, 2, len(certificates))]
    for index, certificate in enumerate(certificates):
        parts += [struct.pack(">I", 2), text(f"authority{index}"), struct.pack(">Q", 0), text("X.509")]
        parts += [struct.pack(">I", len(certificate)), certificate]
    content = b"".join(parts)
    # The digest is keyed with the password and a constant of the format.
    return content + hashlib.sha1(PASSWORD.encode("utf-16-be") + b"Mighty Aphrodite" + content).digest()


def text(value: str) -> bytes:
    """A short ASCII text as Java writes it."""
    return struct.pack(">H", len(value)) + value.encode()


if __name__ == "__main__":
    main()
