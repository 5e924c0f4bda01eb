"""An Apple configuration profile that brings the authority onto an iPhone, iPad or Mac."""

import plistlib
from uuid import UUID, uuid5

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

OURS = UUID("7e9f4bd2-6a53-8c1e-9d0b-5f1f0c3a8a11")


def mobile_profile(certificate: x509.Certificate) -> bytes:
    """Return the profile; the same authority gives the same one, so it replaces itself."""
    print_ = certificate.fingerprint(hashes.SHA256()).hex()
    name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadIdentifier": f"stockwright.authority.{print_[:16]}.root",
        "PayloadUUID": str(uuid5(OURS, f"{print_} root")).upper(),
        "PayloadVersion": 1,
        "PayloadDisplayName": name,
        "PayloadCertificateFileName": "stockwright.crt",
        "PayloadContent": certificate.public_bytes(Encoding.DER),
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadIdentifier": f"stockwright.authority.{print_[:16]}",
            "PayloadUUID": str(uuid5(OURS, print_)).upper(),
            "PayloadVersion": 1,
            "PayloadDisplayName": name,
            "PayloadDescription": "Opens the warehouse's scanner and board securely.",
            "PayloadContent": [root],
        }
    )
