"""What every page of ours tells the browser: nothing from elsewhere, nothing written inline."""

_RULES = (
    "default-src 'none'",
    # The camera's decoder is WebAssembly; that opens no other door.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    # 'self' covers sockets to the same host and port as well (CSP level 3).
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)

PAGE_HEADERS: dict[str, str] = {
    "content-security-policy": "; ".join(_RULES),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
