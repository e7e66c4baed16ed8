"""Small pages for people's phones: no script, nothing from elsewhere, nothing that stays behind."""

import base64
import hashlib

STYLE = (
    ":root{color-scheme:light}body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#16202a;background:#f4f6f8}"
    "main{max-width:26rem;margin:0 auto;padding:1.25rem;background:#fff;min-height:100vh;box-sizing:border-box}"
    "h1{font-size:1.35rem;line-height:1.3;margin:0 0 .25rem}h1 span{margin-right:.4rem}"
    ".en{color:#4a5763;font-size:.95rem}.genuine h1{color:#0b6b3a}.warn h1{color:#a3230f}"
    "dl{margin:1.25rem 0}dt{color:#4a5763;font-size:.95rem}dd{margin:0 0 .75rem;font-size:1.25rem;font-weight:600}"
    "svg{display:block;width:100%;height:auto}p{margin:.5rem 0}ol{padding-left:1.4rem}li{margin:.75rem 0}"
    "a{color:#0b5394}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def page(title: str, body: str, kind: str = "") -> str:
    """The page in HTML; ``title`` and ``body`` are escaped already."""
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{title}</title><style>{STYLE}</style></head><body><main class="{kind}">{body}</main></body></html>'
    )
