import os, boto3
env = os.environ
# boto3 reads no AWS_REGION, and AWS_ENDPOINT_URL only from 1.28 on: both are handed to it.
at = {"region_name": env["AWS_REGION"], "endpoint_url": env.get("AWS_ENDPOINT_URL")}
c = boto3.client("sts", **at).assume_role_with_web_identity(
    RoleArn=env["ROLE_ARN"],
    RoleSessionName="release",
    WebIdentityToken=env["OIDC_TOKEN"],  # of your own issuer
    DurationSeconds=14400,
)["Credentials"]
s3 = boto3.client("s3", aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretAccessKey"], aws_session_token=c["SessionToken"], **at)
s3.put_object(Bucket=env["POOLSCHOOL_BUCKET"], Key="v1/app.txt", Body=b"Release 1")
