"""Cards of DingTalk: a text and up to six buttons, in the variables of the hospital's template."""

import secrets
from collections.abc import Mapping
from typing import Any

from bot.chat.markup import Rows
from core.settings import Settings

BUTTONS = 6


def new_number() -> str:
    """Return by what a card is known: short, for what is being asked may name it."""
    return f"x{secrets.token_hex(7)}"


def new_card(
    settings: Settings, address: str, number: str, text: str, rows: Rows
) -> dict[str, Any]:
    """Return a card for one person."""
    return {
        "cardTemplateId": settings.dingtalk_card_template,
        "outTrackId": number,
        "callbackType": "STREAM",
        "cardData": {"cardParamMap": {"text": text, **buttons(rows)}},
        "userIdType": 1,
        "openSpaceId": f"dtv1.card//IM_ROBOT.{address}",
        "imRobotOpenSpaceModel": {"supportForward": False},
        "imRobotOpenDeliverModel": {
            "spaceType": "IM_ROBOT",
            "robotCode": settings.dingtalk_client_id,
        },
    }


def changed_card(number: str, values: Mapping[str, str]) -> dict[str, Any]:
    """Return what changes a card; what is not named stays."""
    return {
        "outTrackId": number,
        "cardData": {"cardParamMap": dict(values)},
        "cardUpdateOptions": {"updateCardDataByKey": True},
    }


def buttons(rows: Rows) -> dict[str, str]:
    """Return the card's variables for its buttons; one without a label is not shown."""
    shown = [one for row in rows for one in row if one.data]
    values = dict[str, str]()
    for place in range(1, BUTTONS + 1):
        one = shown[place - 1] if place <= len(shown) else None
        values[f"label{place}"] = one.label if one else ""
        values[f"data{place}"] = one.data if one else ""
    return values
