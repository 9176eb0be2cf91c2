import os, urllib.request
headers = {"Authorization": "Bearer " + os.environ["OIDC_TOKEN"]}  # of your own issuer; no pool takes part
answer = urllib.request.urlopen(urllib.request.Request(os.environ["API_URL"] + "/http/me", headers=headers))
print(answer.status, answer.read().decode())
