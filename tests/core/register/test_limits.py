"""Who fails too often waits longer and longer; whose word about an address is believed."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.addresses import Proxies, is_private, network_of, read_proxies
from core.domain.limits import (
    FORM_CODE,
    OLD_PASSWORD,
    OWN_DEVICE,
    SIGN_IN,
    TYPED_BY_GUESTS,
    TYPED_CODE,
    Failures,
    Limit,
    TooManyFailures,
)
from core.settings import read_settings

NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)
LIMITS = (SIGN_IN, OWN_DEVICE, OLD_PASSWORD, TYPED_CODE, TYPED_BY_GUESTS, FORM_CODE)
ADDRESSES = st.ip_addresses().map(str)


@given(limit=st.sampled_from(LIMITS), failures=st.integers(0, 10_000))
def test_waits_grow_and_never_become_a_lock(limit: Limit, failures: int) -> None:
    wait = limit.wait_after(failures)
    assert wait <= limit.wait_after(failures + 1) <= limit.longest <= timedelta(minutes=15)
    assert (wait > timedelta()) == (failures >= limit.free)


def test_a_few_slips_cost_nothing_and_the_wait_is_told() -> None:
    failures = Failures(0, NOW)
    for _ in range(SIGN_IN.free):
        failures.check(NOW)
        failures = failures.one_more(SIGN_IN, NOW)
    with pytest.raises(TooManyFailures) as waiting:
        failures.check(NOW)
    assert waiting.value.details == {"seconds": 30, "minutes": 0}
    failures.check(NOW + timedelta(seconds=30))
    for _ in range(3):
        failures = failures.one_more(SIGN_IN, NOW)
    with pytest.raises(TooManyFailures) as waiting:
        failures.check(NOW)
    assert waiting.value.details == {"seconds": 240, "minutes": 4}


@given(ADDRESSES)
def test_neighbours_share_a_network(address: str) -> None:
    ip, network = ip_address(address), network_of(address)
    assert network.endswith("/24" if ip.version == 4 or ip.ipv4_mapped else "/64")
    assert network_of(str(ip)) == network


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("203.0.113.7:4711", "203.0.113.0/24"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("chat 7", "chat 7"),
        ("", ""),
    ],
)
def test_a_network_is_found_however_an_address_is_written(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "visitor"),
    [
        ("127.0.0.1", "127.0.0.1", ["1.1.1.1"], "1.1.1.1"),
        ("127.0.0.1", "9.9.9.9", ["1.1.1.1"], "9.9.9.9"),
        ("127.0.0.1", "127.0.0.1", ["6.6.6.6", "1.1.1.1"], "1.1.1.1"),
        ("127.0.0.1, 10.0.0.0/8", "127.0.0.1", ["6.6.6.6", "1.1.1.1", "10.2.3.4"], "1.1.1.1"),
        ("10.0.0.0/8", "10.0.0.1", ["10.0.0.2", "10.0.0.3"], "10.0.0.2"),
        ("10.0.0.1", "10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", "10.0.0.1", ["unknown"], "10.0.0.1"),
        ("10.0.0.1", "10.0.0.1", ["1.1.1.1", "<script>"], "10.0.0.1"),
        ("10.0.0.1", "10.0.0.1", ["1.1.1.1:5000"], "1.1.1.1"),
        ("fd00::/8", "fd00::1", ["2001:db8::7"], "2001:db8::7"),
        ("0", "127.0.0.1", ["1.1.1.1"], "127.0.0.1"),
        ("1", "10.0.0.1", ["6.6.6.6", "1.1.1.1"], "1.1.1.1"),
        ("2", "10.0.0.1", ["6.6.6.6", "1.1.1.1", "10.0.0.2"], "1.1.1.1"),
        ("2", "10.0.0.1", ["1.1.1.1"], "1.1.1.1"),
        ("1", "", ["1.1.1.1"], "1.1.1.1"),
    ],
)
def test_only_our_own_proxies_are_believed(
    trusted: str, peer: str, forwarded: list[str], visitor: str
) -> None:
    assert read_proxies(trusted).visitor(peer, forwarded) == visitor


def test_an_installation_says_which_proxies_are_its_own_and_how_long_first_passwords_last() -> None:
    chosen = {"CME_TRUSTED_PROXIES": "10.0.0.0/8", "CME_FIRST_PASSWORD_DAYS": "30"}
    settings = read_settings(chosen)
    assert settings.trusted_proxies == read_proxies("10.0.0.0/8")
    assert settings.first_password_days == 30
    assert read_settings({}).trusted_proxies.visitor("127.0.0.1", ["1.1.1.1"]) == "1.1.1.1"
    for name, value in (("TRUSTED_PROXIES", "proxy"), ("FIRST_PASSWORD_DAYS", "0")):
        with pytest.raises(ValueError, match=f"CME_{name}"):
            read_settings({f"CME_{name}": value})


@given(made_up=st.lists(ADDRESSES | st.text(max_size=20)), visitor=ADDRESSES)
def test_whatever_a_visitor_writes_in_front_changes_nothing(
    made_up: list[str], visitor: str
) -> None:
    proxies = Proxies(count=1)
    assert proxies.visitor("10.0.0.1", [*made_up, visitor]) == proxies.visitor(
        "10.0.0.1", [visitor]
    )


@pytest.mark.parametrize("text", ["proxy", "-1", "10.0.0.0/99", "1 2"])
def test_a_setting_that_names_no_proxies_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_proxies(text)


def test_a_house_of_its_own_is_told_from_the_world() -> None:
    assert is_private("10.0.0.1")
    assert is_private("127.0.0.1")
    assert is_private("192.168.1.9")
    assert not is_private("1.1.1.1")
    assert not is_private("unknown")
