"""One question to one web server: the only door to the network, and a narrow one.

Whatever stands in a feed or a redirection may be the address of a machine that only we can reach. So a name is looked up
once, every address that it has must be a public one, and it is those addresses that are then asked. Nothing follows a
redirection here; who does must ask again. An answer has limits of size and time, however slowly it drips.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, quote, urlsplit

from ukgraph.drafts import ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ANSWER: Final = 5_000_000  # bytes; the longest pages of news sites have a third of that
MAX_ADDRESS: Final = 2_000  # characters
WHOLE: Final = 60.0  # seconds for one answer, from the first letter to the last
STALL: Final = 20.0  # seconds without a letter
_PIECE: Final = 1 << 16
_PORTS: Final[Mapping[str, int]] = {"http": 80, "https": 443}
_NAT64: Final = IPv6Network("64:ff9b::/96")
_SAFE: Final = "-._~:/?#[]@!$&'()*+,;=%"

Reachable = Callable[[IPv4Address | IPv6Address], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; the names of `headers` are in small letters."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether anybody on the internet can reach an address. Tunnels, which may end anywhere, are no public places."""
    if isinstance(address, IPv6Address):
        inner = IPv4Address(int(address) & 0xFFFF_FFFF) if address in _NAT64 else address.ipv4_mapped
        if inner is not None:
            return is_public(inner)
        if address.sixtofour or address.teredo:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def ask(
    address: str,
    agent: str,
    *,
    may_reach: Reachable = is_public,
    limit: int = MAX_ANSWER,
    seconds: float = WHOLE,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """The answer to a GET request, of whatever status.

    Args:
        address: of http or https.
        agent: how we introduce ourselves.
        may_reach: which addresses of the internet may be asked; only tests have a reason to give it.
        limit: of the body, in bytes.
        seconds: for all of it, but for the look-up of the name.
        context: whom to trust; by default whom the system does.

    Raises:
        ReadError: the address is none, leads to no public machine, or there is no answer within the limits.
    """
    parts, host, port = _split(address)
    found = _look_up(address, host, port, may_reach)
    end = time.monotonic() + seconds
    try:
        return _ask(address, parts, host, port, found, agent, limit, end, context)
    except TimeoutError as error:
        raise ReadError(address, f"did not answer within {seconds:.0f} seconds: try again later") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise ReadError(
            address, f"could not be asked ({what}): check the address, or try again later"
        ) from error


def _split(address: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(address)
        usual = _PORTS.get(parts.scheme.lower())
        port = usual and (parts.port or usual)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    except ValueError as error:  # no number, an open bracket, a name that none can have
        raise ReadError(_shown(address), "is no web address: write https://…") from error
    if port is None or not host or len(address) > MAX_ADDRESS:
        raise ReadError(_shown(address), "is no web address: write https://…")
    if parts.username is not None or parts.password is not None:
        raise ReadError(_shown(address), "holds a name or password: leave it out")
    return parts, host, port


def _look_up(address: str, host: str, port: int, may_reach: Reachable) -> list[str]:
    """Every address of a host; to none of a host that has one which is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, ValueError) as error:
        raise ReadError(address, f'there is no machine "{host}": check the address') from error
    numbers = list(dict.fromkeys(str(place[0]) for *_, place in found))
    if not numbers or not all(may_reach(ip_address(number)) for number in numbers):
        raise ReadError(address, f'"{host}" is no public machine: only what anybody can read is fetched')
    return numbers


def _ask(
    address: str,
    parts: SplitResult,
    host: str,
    port: int,
    numbers: list[str],
    agent: str,
    limit: int,
    end: float,
    context: ssl.SSLContext | None,
) -> Answer:
    secure = parts.scheme.lower() == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    stream = _connected(numbers, port, end)
    try:
        if secure:
            stream.settimeout(_left(end))
            stream = (context or ssl.create_default_context()).wrap_socket(stream, server_hostname=host)
        connection = kind(f"[{host}]" if ":" in host else host, port)
        connection.sock = _Timed(stream, end)  # as much of a socket as http.client uses
        target = quote(parts._replace(scheme="", netloc="", fragment="").geturl() or "/", safe=_SAFE)
        headers = {"User-Agent": agent, "Accept-Encoding": "identity", "Connection": "close"}
        connection.request("GET", target if target.startswith("/") else f"/{target}", headers=headers)
        with connection.getresponse() as response:
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(address, response.status, told, _body(address, response, limit))
    finally:
        stream.close()


def _body(address: str, response: http.client.HTTPResponse, limit: int) -> bytes:
    body = bytearray()
    while piece := response.read(_PIECE):
        body += piece
        if len(body) > limit:
            raise ReadError(
                address, f"is longer than {limit // 1_000_000 or 1} MB: save the article's text as .txt"
            )
    if response.length:
        raise ReadError(address, "was cut off: try again later")
    return bytes(body)


def _connected(numbers: list[str], port: int, end: float) -> socket.socket:
    """A connection to the first of the addresses that takes one."""
    for number in numbers[:-1]:
        try:
            return socket.create_connection((number, port), min(_left(end), STALL))
        except OSError:
            continue
    return socket.create_connection((numbers[-1], port), min(_left(end), STALL))


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _shown(address: str) -> str:
    return f"{address[:MAX_ADDRESS]}…" if len(address) > MAX_ADDRESS else address


class _Timed:
    """A socket whose answers end at a time, whatever number of pieces they come in."""

    def __init__(self, stream: socket.socket, end: float) -> None:
        self._stream = stream
        self._end = end

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        self._stream.settimeout(_left(self._end))
        self._stream.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What is answered."""
        return io.BufferedReader(_Pieces(self._stream, self._end))

    def close(self) -> None:
        """Nothing: the answer may still be read, and `_ask` closes the stream."""


class _Pieces(io.RawIOBase):
    def __init__(self, stream: socket.socket, end: float) -> None:
        self._stream = stream
        self._end = end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._stream.settimeout(min(_left(self._end), STALL))
        return self._stream.recv_into(buffer)
