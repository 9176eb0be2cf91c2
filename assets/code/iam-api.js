import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { CognitoIdentity } from "@aws-sdk/client-cognito-identity";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 as sha256 } from "@aws-crypto/sha256-js";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const AuthParameters = { USERNAME: env.POOLSCHOOL_LEARNER_USERNAME, PASSWORD: env.POOLSCHOOL_LEARNER_PASSWORD };
const signIn = { AuthFlow: "USER_PASSWORD_AUTH", ClientId: env.POOLSCHOOL_CLIENT_ID, AuthParameters };
const { AuthenticationResult: tokens } = await new CognitoIdentityProvider().initiateAuth(signIn);
const Logins = { [`cognito-idp.${env.AWS_REGION}.amazonaws.com/${env.POOLSCHOOL_USER_POOL_ID}`]: tokens.IdToken };
const { IdentityId } = await new CognitoIdentity().getId({ IdentityPoolId: env.POOLSCHOOL_IDENTITY_POOL_ID, Logins });
const { Credentials: c } = await new CognitoIdentity().getCredentialsForIdentity({ IdentityId, Logins });
const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretKey, sessionToken: c.SessionToken };
const signer = new SignatureV4({ service: "execute-api", region: env.AWS_REGION, credentials, sha256 }), url = new URL(env.API_URL + "/iam/me");
const signed = await signer.sign({ method: "GET", protocol: url.protocol, hostname: url.hostname, path: url.pathname, headers: { host: url.host } });
console.log((await fetch(url, { headers: signed.headers })).status);
