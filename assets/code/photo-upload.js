import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { CognitoIdentity } from "@aws-sdk/client-cognito-identity";
import { S3 } from "@aws-sdk/client-s3";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const { AuthenticationResult: tokens } = await new CognitoIdentityProvider().initiateAuth({
  AuthFlow: "USER_PASSWORD_AUTH",
  ClientId: env.POOLSCHOOL_CLIENT_ID,
  AuthParameters: { USERNAME: env.POOLSCHOOL_LEARNER_USERNAME, PASSWORD: env.POOLSCHOOL_LEARNER_PASSWORD },
});
const Logins = { [`cognito-idp.${env.AWS_REGION}.amazonaws.com/${env.POOLSCHOOL_USER_POOL_ID}`]: tokens.IdToken };
const desk = new CognitoIdentity();
const { IdentityId } = await desk.getId({ IdentityPoolId: env.POOLSCHOOL_IDENTITY_POOL_ID, Logins });
const { Credentials: c } = await desk.getCredentialsForIdentity({ IdentityId, Logins });
const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretKey, sessionToken: c.SessionToken };
await new S3({ credentials }).putObject({ Bucket: env.POOLSCHOOL_BUCKET, Key: `uploads/${IdentityId}/hello.txt`, Body: "Hello." });
