"""What a unit types to set how its trainings are run."""

from collections.abc import Mapping
from ipaddress import ip_network

from core.domain import points
from core.domain.errors import Refusal
from core.domain.points import NotANumber
from core.domain.trainings.plans import AmountOutOfRange, read_amount, read_policy
from core.domain.trainings.training import TrainingSettings

LEAST_FACTOR, MOST_FACTOR = points.ONE, 10 * points.ONE
MOST_NETWORKS = 50


class NetworksUnreadable(Refusal):
    """Some of the networks are none; `networks` names them."""

    code = "networks-unreadable"


class TooManyNetworks(Refusal):
    code = "too-many-networks"


def read_settings(
    texts: Mapping[str, str], before: TrainingSettings
) -> tuple[TrainingSettings, dict[str, Refusal]]:
    """Return the settings as far as they can be read, and what cannot be read, by field."""
    policy, refused = read_policy(texts, before.policy)
    factor, networks = before.speaker_factor, before.networks
    try:
        factor = read_factor(texts.get("speaker_factor", ""))
    except (NotANumber, AmountOutOfRange) as refusal:
        refused["speaker_factor"] = refusal
    try:
        networks = read_networks(texts.get("networks", ""))
    except (NetworksUnreadable, TooManyNetworks) as refusal:
        refused["networks"] = refusal
    return TrainingSettings(policy, factor, networks), refused


def read_factor(text: str) -> int:
    """Return how many times a participant's credit a speaker gets, in hundredths.

    Raises NotANumber, AmountOutOfRange.
    """
    return read_amount(text, LEAST_FACTOR, MOST_FACTOR)


def read_networks(text: str) -> tuple[str, ...]:
    """Return the networks, one a line or between commas, each once, as they are written best.

    Raises NetworksUnreadable with all that cannot be read, TooManyNetworks.
    """
    words = dict.fromkeys(text.replace(",", " ").replace("，", " ").replace("、", " ").split())
    if strange := [word for word in words if _network(word) is None]:
        raise NetworksUnreadable(networks="、".join(word[:60] for word in strange[:5]))
    if len(words) > MOST_NETWORKS:
        raise TooManyNetworks(most=MOST_NETWORKS)
    return tuple(dict.fromkeys(_network(word) or "" for word in words))


def _network(word: str) -> str | None:
    try:
        return str(ip_network(word, strict=False))
    except ValueError:
        return None
