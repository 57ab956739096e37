#!/bin/sh
# What the tests need of the machine besides Python: a browser, and poppler to read PDFs with.
# Installed when missing and possible; in CI the tests fail without them, elsewhere they skip loudly.
missing="" welcome=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="chromium"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
fc-list 2>/dev/null | grep -qi "noto.*cjk" || missing="$missing fonts-noto-cjk"
# welcome, but nothing fails without: the rarest characters of names, the hands of certificates
[ -e /usr/share/fonts/truetype/hanazono/HanaMinB.ttf ] || welcome="fonts-hanazono"
[ -e /usr/share/fonts/truetype/arphic/ukai.ttc ] || welcome="$welcome fonts-arphic-ukai"
[ -e /usr/share/fonts/truetype/arphic/uming.ttc ] || welcome="$welcome fonts-arphic-uming"
[ -z "$missing$welcome" ] && exit 0
if command -v apt-get >/dev/null; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  install="$as_root apt-get install -yqq --no-install-recommends"
  echo "installing for the tests: $missing $welcome"
  $as_root apt-get update -qq
  [ -z "$welcome" ] || $install $welcome >/dev/null 2>&1
  [ -z "$missing" ] || $install $missing >/dev/null && exit 0
fi
[ -z "$missing" ] && exit 0
echo "MISSING for the tests: $missing. What needs it is skipped; install it to run everything."
[ -z "$CI" ] || exit 1
