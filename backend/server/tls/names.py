"""What this machine is called on its own network, and at which addresses it answers."""

import fcntl
import socket
import struct
import sys
from collections.abc import Iterator
from ipaddress import ip_address

LOOPBACK = ("localhost", "127.0.0.1", "::1")
ADDRESS_OF_INTERFACE = 0x8915  # SIOCGIFADDR of Linux
# Nothing is sent to these: a UDP socket only picks the way that a packet would take.
FAR_AWAY = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def names_of_machine(further: str = "") -> tuple[str, ...]:
    """Return names and addresses, the best to print first; `further` is a list with commas.

    Nobody is asked for them, so no name server can hold us up.
    """
    found = [*listed(further), *_ways_out(), *_interfaces(), *_host_names(), *LOOPBACK]
    return tuple(dict.fromkeys(found))


def lasting_names(further: str) -> tuple[str, ...]:
    """Return what stays when the network gives this machine another address."""
    return tuple(dict.fromkeys([*listed(further), *_host_names()]))


def listed(further: str) -> list[str]:
    """Return the names of a list with commas."""
    return [part.strip().lower() for part in further.split(",") if part.strip()]


def is_address(name: str) -> bool:
    """Tell an address from a name."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _host_names() -> Iterator[str]:
    host = socket.gethostname().lower().rstrip(".")
    if host and not is_address(host) and host != "localhost":
        yield host
        if "." not in host:
            yield f"{host}.local"  # what multicast DNS calls it


def _ways_out() -> Iterator[str]:
    for family, far in FAR_AWAY:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((far, 9))
                yield str(probe.getsockname()[0])
        except OSError:  # this machine has no such network
            continue


def _interfaces() -> Iterator[str]:
    """Yield the address of each interface; elsewhere than on Linux the way out must do."""
    if sys.platform != "linux":
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            asked = struct.pack("256s", name.encode()[:15])
            try:
                answer = fcntl.ioctl(probe.fileno(), ADDRESS_OF_INTERFACE, asked)
            except OSError:  # it has no address
                continue
            yield socket.inet_ntoa(answer[20:24])
