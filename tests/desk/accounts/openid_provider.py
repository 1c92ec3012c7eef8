"""A small OpenID provider, run as a process of its own: discovery, authorise, token, userinfo.

Codes are used once, PKCE is checked, the ID token is signed with RS256. ``/control`` says who
signs in and which fault the next token has. ``python openid_provider.py`` prints its port.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

CLIENT, SECRET = "the-desk", "a-secret-of-both"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STATE = {"fault": "", "subject": {}, "codes": {}, "tokens": {}, "issuer": ""}


def answer(said, status=200):
    return Response(json.dumps(said), status, content_type="application/json")


def discovery(_):
    issuer = STATE["issuer"]
    return answer(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/keys",
            "response_types_supported": ["code"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
    )


def keys(_):
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
    return answer({"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})


def authorize(request):
    asked = request.args
    if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
        return answer({"error": "unauthorized_client"}, 400)
    back = {"state": asked.get("state", "")}
    if STATE["fault"] == "cancelled":
        back["error"] = "access_denied"
    else:
        code = back["code"] = secrets.token_urlsafe(16)
        STATE["codes"][code] = dict(asked)
    return Response("", 302, {"Location": f"{asked['redirect_uri']}?{urlencode(back)}"})


def token(request):
    given = request.form
    asked = STATE["codes"].pop(given.get("code"), None)
    if asked is None or (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET):
        return answer({"error": "invalid_grant"}, 400)
    digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if challenge != asked.get("code_challenge") or given["redirect_uri"] != asked["redirect_uri"]:
        return answer({"error": "invalid_grant"}, 400)
    access = secrets.token_urlsafe(16)
    STATE["tokens"][access] = STATE["subject"]
    said = {"access_token": access, "token_type": "Bearer", "expires_in": 300}
    if STATE["fault"] != "no ID token":
        said["id_token"] = id_token(asked.get("nonce"))
    return answer(said)


def id_token(nonce):
    fault, now = STATE["fault"], int(time.time())
    claims = {
        "iss": STATE["issuer"],
        "aud": CLIENT,
        "sub": STATE["subject"]["sub"],
        "iat": now,
        "exp": now + 300,
        "nonce": nonce,
    }
    claims |= {
        "wrong nonce": {"nonce": "of another browser"},
        "no nonce": {"nonce": None},
        "wrong audience": {"aud": "another-site"},
        "expired": {"iat": now - 3600, "exp": now - 600},
        "wrong issuer": {"iss": "http://127.0.0.1:1/other"},
        "several audiences": {"aud": [CLIENT, "another-site"]},
        "other party": {"azp": "another-site"},
    }.get(fault, {})
    if fault == "no expiry":
        del claims["exp"]
    if fault == "unsigned":
        return jwt.encode(claims, None, algorithm="none", headers={"kid": "one"})
    if fault == "signed with the secret":
        return jwt.encode(claims, SECRET * 3, algorithm="HS256", headers={"kid": "one"})
    key = OTHER_KEY if fault == "wrong key" else KEY
    kid = "unheard of" if fault == "unknown key" else "one"
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid})


def userinfo(request):
    access = request.headers.get("Authorization", "").removeprefix("Bearer ")
    subject = STATE["tokens"].get(access)
    if subject is None:
        return answer({"error": "invalid_token"}, 401)
    if STATE["fault"] == "another subject":
        subject = {**subject, "sub": "somebody-else"}
    return answer(subject)


def control(request):
    STATE.update(json.loads(request.get_data()))
    return answer({})


PAGES = {
    "/.well-known/openid-configuration": discovery,
    "/keys": keys,
    "/authorize": authorize,
    "/token": token,
    "/userinfo": userinfo,
    "/control": control,
}


@Request.application
def site(request):
    page = PAGES.get(request.path)
    return page(request) if page else answer({}, 404)


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, site, threaded=True)
    STATE["issuer"] = f"http://127.0.0.1:{server.port}"
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()
