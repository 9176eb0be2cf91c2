import { CognitoIdentity } from "@aws-sdk/client-cognito-identity";
import { S3 } from "@aws-sdk/client-s3";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const desk = new CognitoIdentity();
const { IdentityId } = await desk.getId({ IdentityPoolId: env.POOLSCHOOL_IDENTITY_POOL_ID }); // no Logins: a guest
const { Credentials: c } = await desk.getCredentialsForIdentity({ IdentityId });
const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretKey, sessionToken: c.SessionToken };
const today = await new S3({ credentials }).getObject({ Bucket: env.POOLSCHOOL_BUCKET, Key: "published/today.txt" });
console.log(await today.Body.transformToString());
