import os, boto3
env = os.environ
# boto3 reads no AWS_REGION, and AWS_ENDPOINT_URL only from 1.28 on: both are handed to it.
at = {"region_name": env["AWS_REGION"], "endpoint_url": env.get("AWS_ENDPOINT_URL")}
tokens = boto3.client("cognito-idp", **at).initiate_auth(
    AuthFlow="USER_PASSWORD_AUTH",
    ClientId=env["POOLSCHOOL_CLIENT_ID"],
    AuthParameters={"USERNAME": env["POOLSCHOOL_LEARNER_USERNAME"], "PASSWORD": env["POOLSCHOOL_LEARNER_PASSWORD"]},
)["AuthenticationResult"]
logins = {f"cognito-idp.{env['AWS_REGION']}.amazonaws.com/{env['POOLSCHOOL_USER_POOL_ID']}": tokens["IdToken"]}
desk = boto3.client("cognito-identity", **at)
me = desk.get_id(IdentityPoolId=env["POOLSCHOOL_IDENTITY_POOL_ID"], Logins=logins)["IdentityId"]
c = desk.get_credentials_for_identity(IdentityId=me, Logins=logins)["Credentials"]
s3 = boto3.client("s3", aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretKey"], aws_session_token=c["SessionToken"], **at)
s3.put_object(Bucket=env["POOLSCHOOL_BUCKET"], Key=f"uploads/{me}/hello.txt", Body=b"Hello.")
