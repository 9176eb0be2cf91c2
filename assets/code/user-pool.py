import os, urllib.request, boto3
env = os.environ
# boto3 reads no AWS_REGION, and AWS_ENDPOINT_URL only from 1.28 on: both are handed to it.
at = {"region_name": env["AWS_REGION"], "endpoint_url": env.get("AWS_ENDPOINT_URL")}
tokens = boto3.client("cognito-idp", **at).initiate_auth(
    AuthFlow="USER_PASSWORD_AUTH",
    ClientId=env["POOLSCHOOL_CLIENT_ID"],
    AuthParameters={"USERNAME": env["POOLSCHOOL_LEARNER_USERNAME"], "PASSWORD": env["POOLSCHOOL_LEARNER_PASSWORD"]},
)["AuthenticationResult"]
request = urllib.request.Request(env["API_URL"] + "/me", headers={"Authorization": "Bearer " + tokens["AccessToken"]})
answer = urllib.request.urlopen(request)  # your own API, which checks the token
print(answer.status, answer.read().decode())
