import json, os, urllib.parse, urllib.request
env = os.environ
form = {
    "grant_type": "client_credentials",
    "client_id": env["CLIENT_ID"],
    "client_secret": env["CLIENT_SECRET"],  # on a server only, never in an app that people install
    "scope": "shop-api/orders.read",
}
issued = urllib.request.urlopen(env["POOLSCHOOL_LOGIN_URL"] + "/oauth2/token", urllib.parse.urlencode(form).encode())
token = json.load(issued)["access_token"]
request = urllib.request.Request(env["API_URL"] + "/orders", headers={"Authorization": "Bearer " + token})
answer = urllib.request.urlopen(request)
print(answer.status, answer.read().decode())
