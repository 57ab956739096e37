"""What surrounds the pages: static files, service worker, manifest, the page without a network."""

from quart import Blueprint, Response, jsonify, make_response, render_template, request
from quart.typing import ResponseTypes
from werkzeug.exceptions import NotFound as NoSuchFile

from core.texts import language, say
from pwa.frame import session
from pwa.frame.compression import accepted_coding

pages = Blueprint("shell", __name__)

FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
THEME, BACKGROUND = "#0b7a75", "#f0f4f4"
ICONS = (
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("maskable-512.png", 512, "maskable"),
)
PHOTOS = ("image/*", "application/pdf", ".heic", ".heif")
SHARE_TARGET = {
    "action": "/credits/photos?shared=1",
    "method": "POST",
    "enctype": "multipart/form-data",
    "params": {"files": [{"name": "file", "accept": PHOTOS}]},
}


@pages.get("/static/<version>/<path:name>")
async def static(version: str, name: str) -> Response:
    """Serve a file; under its own version it may be kept for ever."""
    assets = session.app().assets
    if name not in assets.files:
        raise NoSuchFile
    return await _sent(name, FOR_EVER if version == assets.version else ASK_FIRST)


@pages.get("/worker.js")
async def worker() -> Response:
    """Serve the service worker from the top, so that it looks after all pages."""
    return await _sent("worker.js", ASK_FIRST)


async def _sent(name: str, keeping: str) -> Response:
    assets = session.app().assets
    asset = assets.files[name]
    coding = accepted_coding() if asset.is_packable else None
    response = Response(asset.packed(coding) if coding else asset.content)
    response.mimetype = asset.mimetype
    if coding:
        response.headers["Content-Encoding"] = coding
    if asset.is_packable:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = keeping
    response.set_etag(f"{assets.version}-{coding or 'plain'}")
    await response.make_conditional(request)
    return response


@pages.get("/manifest.webmanifest")
async def manifest() -> Response:
    """Say what the installed app is called and looks like."""
    assets = session.app().assets
    response = jsonify(
        {
            "id": "/",
            "name": say("app-name"),
            "short_name": say("app-name"),
            "description": say("app-description"),
            "lang": language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": THEME,
            "background_color": BACKGROUND,
            "icons": [
                {
                    "src": assets.url(f"icons/{name}"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, size, purpose in ICONS
            ],
            "share_target": SHARE_TARGET,
        }
    )
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = ASK_FIRST
    return response


@pages.get("/alive")
async def alive() -> Response:
    """Say that this process answers; nothing else is asked."""
    return jsonify(alive=True)


@pages.get("/offline")
async def offline() -> ResponseTypes:
    """Return the page that stands in when there is no network; nothing on it is personal."""
    response = await make_response(await render_template("frame/offline.html"))
    response.headers["Cache-Control"] = ASK_FIRST
    return response
