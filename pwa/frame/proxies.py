"""What proxies in front of us say of a request: whose it is, and whether it came by https."""

from hypercorn.typing import Scope

from core.domain.addresses import Proxies

FORWARDED_FOR, FORWARDED_PROTO = b"x-forwarded-for", b"x-forwarded-proto"


def behind_proxies(scope: Scope, proxies: Proxies) -> Scope:
    """Return the scope with the visitor's address and scheme, as far as our proxies tell them."""
    if scope["type"] == "lifespan":
        return scope
    peer, _ = scope.get("client") or ("", 0)
    visitor = proxies.visitor(peer, _entries(scope, FORWARDED_FOR))
    told: dict[str, object] = {}
    if visitor != peer:
        told["client"] = (visitor, 0)
    if proxies.trusts(peer) and scope["type"] == "http":
        schemes = _entries(scope, FORWARDED_PROTO)
        if schemes and schemes[-1] in {"http", "https"}:
            told["scheme"] = schemes[-1]
    return {**scope, **told} if told else scope  # type: ignore[return-value]


def _entries(scope: Scope, name: bytes) -> list[str]:
    """Return the entries of a header that may stand several times."""
    if scope["type"] == "lifespan":
        return []
    lines = [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]
    return [entry.strip() for line in lines for entry in line.split(",") if entry.strip()]
