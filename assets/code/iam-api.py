import os, urllib.request, boto3
from botocore import auth, awsrequest, credentials
env = os.environ
# boto3 reads no AWS_REGION, and AWS_ENDPOINT_URL only from 1.28 on: both are handed to it.
at = {"region_name": env["AWS_REGION"], "endpoint_url": env.get("AWS_ENDPOINT_URL")}
person = {"USERNAME": env["POOLSCHOOL_LEARNER_USERNAME"], "PASSWORD": env["POOLSCHOOL_LEARNER_PASSWORD"]}
sign_in = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": env["POOLSCHOOL_CLIENT_ID"], "AuthParameters": person}
tokens = boto3.client("cognito-idp", **at).initiate_auth(**sign_in)["AuthenticationResult"]
logins = {f"cognito-idp.{env['AWS_REGION']}.amazonaws.com/{env['POOLSCHOOL_USER_POOL_ID']}": tokens["IdToken"]}
desk = boto3.client("cognito-identity", **at)
me = desk.get_id(IdentityPoolId=env["POOLSCHOOL_IDENTITY_POOL_ID"], Logins=logins)["IdentityId"]
c = desk.get_credentials_for_identity(IdentityId=me, Logins=logins)["Credentials"]
request = awsrequest.AWSRequest("GET", env["API_URL"] + "/iam/me")
auth.SigV4Auth(credentials.Credentials(c["AccessKeyId"], c["SecretKey"], c["SessionToken"]), "execute-api", env["AWS_REGION"]).add_auth(request)
print(urllib.request.urlopen(urllib.request.Request(request.url, headers=dict(request.headers))).status)
