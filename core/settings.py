"""What an installation may choose, read once from the environment (prefix CME_)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.domain.addresses import Proxies, read_proxies

PREFIX = "CME_"
DEFAULT_HOME = "data"
LONGEST_FIRST_PASSWORD_DAYS = 3650
SHORTEST_SMS_SECRET = 16
TRUSTED_PROXIES = "127.0.0.1 ::1"
DINGTALK, DINGTALK_UPLOADS = "https://api.dingtalk.com", "https://oapi.dingtalk.com"
WECOM = "wss://openws.work.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation. `secret` is empty until the desk has made or read the stored one."""

    home: Path
    database_url: str
    files_url: str
    public_url: str
    secret: str
    telegram_token: str
    telegram_api_url: str
    telegram_webhook_secret: str
    telegram_bot_name: str
    host: str
    port: int
    trusted_proxies: Proxies
    service_phone: str
    service_email: str
    dingtalk_client_id: str = ""
    dingtalk_client_secret: str = field(default="", repr=False)
    dingtalk_card_template: str = ""
    dingtalk_api_url: str = DINGTALK
    dingtalk_upload_url: str = DINGTALK_UPLOADS
    wecom_bot_id: str = ""
    wecom_secret: str = field(default="", repr=False)
    wecom_url: str = WECOM
    chat_gathers_seconds: float = 3
    sms_url: str = ""
    sms_secret: str = field(default="", repr=False)
    postgres_programs: str = ""
    first_password_days: int = 90
    largest_file_mb: int = 25
    most_files: int = 12
    ocr: bool = False

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def chats(self) -> tuple[str, ...]:
        """Return the names of the chat services that are set up."""
        return tuple(
            name
            for name, is_there in (
                ("telegram", self.telegram_token),
                ("dingtalk", self.dingtalk_client_id and self.dingtalk_client_secret),
                ("wecom", self.wecom_bot_id and self.wecom_secret),
            )
            if is_there
        )


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings; `CME_<NAME>_FILE` names a file that holds the value (for secrets).

    Raises ValueError for a value that cannot be, OSError for a file that cannot be read.
    """

    def value(name: str, default: str = "") -> str:
        if path := environment.get(f"{PREFIX}{name}_FILE"):
            return Path(path).read_text("utf-8").strip()
        return environment.get(PREFIX + name, default)

    home = Path(value("HOME", DEFAULT_HOME)).absolute()
    host, port = value("HOST", "127.0.0.1"), value("PORT", "8000")
    if not port.isdecimal():
        raise ValueError(f"CME_PORT must be a number, not {port}")
    settings = Settings(
        home=home,
        database_url=value("DATABASE_URL") or f"sqlite://{home / 'xuefen.db'}",
        files_url=value("FILES_URL") or str(home / "files"),
        public_url=value("PUBLIC_URL", f"http://{host}:{port}").rstrip("/"),
        secret=value("SECRET"),
        telegram_token=value("TELEGRAM_TOKEN"),
        telegram_api_url=value("TELEGRAM_API_URL").rstrip("/"),
        telegram_webhook_secret=value("TELEGRAM_WEBHOOK_SECRET"),
        telegram_bot_name=value("TELEGRAM_BOT_NAME"),
        host=host,
        port=int(port),
        trusted_proxies=_proxies(value("TRUSTED_PROXIES", TRUSTED_PROXIES)),
        service_phone=value("SERVICE_PHONE", "400-888-0052"),
        service_email=value("SERVICE_EMAIL", "zj3.0@91huayi.com"),
        sms_url=_gateway(value("SMS_URL"), value("SMS_SECRET")),
        sms_secret=value("SMS_SECRET"),
        postgres_programs=value("POSTGRES_PROGRAMS"),
        first_password_days=_days(value("FIRST_PASSWORD_DAYS", "90")),
        ocr=value("OCR", "on").lower() != "off",
    )
    return _with_chats(settings, value)


def _with_chats(settings: Settings, value: Callable[..., str]) -> Settings:
    """Add the chat services beside Telegram."""
    return replace(
        settings,
        dingtalk_client_id=value("DINGTALK_CLIENT_ID"),
        dingtalk_client_secret=value("DINGTALK_CLIENT_SECRET"),
        dingtalk_card_template=value("DINGTALK_CARD_TEMPLATE"),
        dingtalk_api_url=value("DINGTALK_API_URL", DINGTALK).rstrip("/"),
        dingtalk_upload_url=value("DINGTALK_UPLOAD_URL", DINGTALK_UPLOADS).rstrip("/"),
        wecom_bot_id=value("WECOM_BOT_ID"),
        wecom_secret=value("WECOM_SECRET"),
        wecom_url=value("WECOM_URL", WECOM),
    )


def _proxies(networks: str) -> Proxies:
    try:
        return read_proxies(networks)
    except ValueError as fault:
        raise ValueError(f"CME_TRUSTED_PROXIES: {fault}") from None


def _days(days: str) -> int:
    if not (days.isdecimal() and 0 < int(days) <= LONGEST_FIRST_PASSWORD_DAYS):
        raise ValueError(f"CME_FIRST_PASSWORD_DAYS must be a number of days, not {days}")
    return int(days)


def _gateway(url: str, secret: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError(f"CME_SMS_URL must be an address of http or https, not {url}")
    if url and len(secret) < SHORTEST_SMS_SECRET:
        raise ValueError(f"CME_SMS_SECRET must have {SHORTEST_SMS_SECRET} characters or more")
    return url
