import { CognitoIdentity } from "@aws-sdk/client-cognito-identity";
import { S3 } from "@aws-sdk/client-s3";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const Logins = { "accounts.google.com": env.GOOGLE_ID_TOKEN }; // what the sign-in at Google gave your app
const desk = new CognitoIdentity();
const { IdentityId } = await desk.getId({ IdentityPoolId: env.POOLSCHOOL_IDENTITY_POOL_ID, Logins });
const { Credentials: c } = await desk.getCredentialsForIdentity({ IdentityId, Logins });
const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretKey, sessionToken: c.SessionToken };
await new S3({ credentials }).putObject({ Bucket: env.POOLSCHOOL_BUCKET, Key: `people/${IdentityId}/hello.txt`, Body: "Hello." });
