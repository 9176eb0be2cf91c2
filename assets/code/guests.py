import os, boto3
env = os.environ
# boto3 reads no AWS_REGION, and AWS_ENDPOINT_URL only from 1.28 on: both are handed to it.
at = {"region_name": env["AWS_REGION"], "endpoint_url": env.get("AWS_ENDPOINT_URL")}
desk = boto3.client("cognito-identity", **at)
guest = desk.get_id(IdentityPoolId=env["POOLSCHOOL_IDENTITY_POOL_ID"])["IdentityId"]  # no Logins: a guest
c = desk.get_credentials_for_identity(IdentityId=guest)["Credentials"]
s3 = boto3.client("s3", aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretKey"], aws_session_token=c["SessionToken"], **at)
today = s3.get_object(Bucket=env["POOLSCHOOL_BUCKET"], Key="published/today.txt")
print(today["Body"].read().decode())
