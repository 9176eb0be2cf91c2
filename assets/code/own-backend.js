import { CognitoIdentity } from "@aws-sdk/client-cognito-identity";
import { S3 } from "@aws-sdk/client-s3";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const desk = new CognitoIdentity(); // in your backend, with its own AWS credentials
const vouch = { "login.mycompany.shop": "customer-4711" }; // your provider name, and who has signed in at your backend
const { IdentityId, Token } = await desk.getOpenIdTokenForDeveloperIdentity({
  IdentityPoolId: env.POOLSCHOOL_IDENTITY_POOL_ID,
  Logins: vouch,
});
const Logins = { "cognito-identity.amazonaws.com": Token }; // from here on in the app, which needs no AWS credentials
const { Credentials: c } = await desk.getCredentialsForIdentity({ IdentityId, Logins });
const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretKey, sessionToken: c.SessionToken };
await new S3({ credentials }).putObject({ Bucket: env.POOLSCHOOL_BUCKET, Key: `people/${IdentityId}/order.txt`, Body: "One cat." });
