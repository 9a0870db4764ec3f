"""An OpenID Connect provider on loopback (Core 1.0, code flow): whoever is chosen on its page is signed in, by an ID token in RS256."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tro-ly", "invented-secret"
LAN: Mapping[str, object] = {"sub": "77", "name": "Nguyễn Lan", "email": "lan@ban.example", "email_verified": True}
MINH: Mapping[str, object] = {"sub": "78", "name": "Trần Minh", "email": "minh@ban.example", "email_verified": True}
PEOPLE = (LAN, MINH)


@dataclass
class Provider:
    """`redeemed` are the people whose codes were exchanged for tokens."""

    issuer: str
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    nonces: dict[str, str] = field(default_factory=dict)
    redeemed: list[str] = field(default_factory=list)

    def secrets(self) -> str:
        """What is written into secrets.toml."""
        return (
            '[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "invented-cookie-secret-of-some-length"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\nserver_metadata_url = "{self.issuer}/.well-known/openid-configuration"\n'
        )

    def token(self, code: str) -> dict[str, object]:
        sub, _, nonce = code.partition(".")
        person = next(person for person in PEOPLE if person["sub"] == sub)
        now = int(time.time())
        claims = {**person, "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce}
        self.redeemed.append(sub)
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
        return {"access_token": "none", "token_type": "Bearer", "expires_in": 600, "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        issuer = self.provider.issuer
        if path == "/.well-known/openid-configuration":
            places = {f"{name}_endpoint": f"{issuer}/{name}" for name in ("authorization", "token", "userinfo")}
            rest = {"response_types_supported": ["code"], "subject_types_supported": ["public"]}
            self._json(
                {"issuer": issuer, "jwks_uri": f"{issuer}/jwks", "id_token_signing_alg_values_supported": ["RS256"], **places, **rest}
            )
        elif path == "/jwks":
            self._json({"keys": [self.provider.key.as_dict(private=False)]})
        elif path == "/authorization":
            back = ((p["name"], urlencode({"code": f"{p['sub']}.{asked.get('nonce', '')}", "state": asked["state"]})) for p in PEOPLE)
            links = "".join(f'<p><a href="{asked["redirect_uri"]}?{query}">{name}</a></p>' for name, query in back)
            self._send(f"<meta charset=utf-8>{links}".encode(), "text/html")
        else:
            self.send_error(404, quote(path))

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._json(self.provider.token(asked["code"][0]))

    def _json(self, row: object) -> None:
        self._send(json.dumps(row).encode(), "application/json")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """The provider on a free port."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    provider = handler.provider = Provider(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
