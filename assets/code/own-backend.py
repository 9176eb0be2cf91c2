import os, boto3
env = os.environ
# boto3 reads no AWS_REGION, and AWS_ENDPOINT_URL only from 1.28 on: both are handed to it.
at = {"region_name": env["AWS_REGION"], "endpoint_url": env.get("AWS_ENDPOINT_URL")}
desk = boto3.client("cognito-identity", **at)  # in your backend, with its own AWS credentials
vouch = {"login.mycompany.shop": "customer-4711"}  # your provider name, and who has signed in at your backend
vouched = desk.get_open_id_token_for_developer_identity(IdentityPoolId=env["POOLSCHOOL_IDENTITY_POOL_ID"], Logins=vouch)
logins = {"cognito-identity.amazonaws.com": vouched["Token"]}  # from here on in the app, which needs no AWS credentials
c = desk.get_credentials_for_identity(IdentityId=vouched["IdentityId"], Logins=logins)["Credentials"]
s3 = boto3.client("s3", aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretKey"], aws_session_token=c["SessionToken"], **at)
s3.put_object(Bucket=env["POOLSCHOOL_BUCKET"], Key=f"people/{vouched['IdentityId']}/order.txt", Body=b"One cat.")
