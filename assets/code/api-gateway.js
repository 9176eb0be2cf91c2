import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const { AuthenticationResult: tokens } = await new CognitoIdentityProvider().initiateAuth({
  AuthFlow: "USER_PASSWORD_AUTH",
  ClientId: env.POOLSCHOOL_CLIENT_ID,
  AuthParameters: { USERNAME: env.POOLSCHOOL_LEARNER_USERNAME, PASSWORD: env.POOLSCHOOL_LEARNER_PASSWORD },
});
const byId = { headers: { Authorization: tokens.IdToken } }; // a REST API with a user-pool authorizer
console.log((await fetch(`${env.API_URL}/rest/me`, byId)).status);
const byAccess = { headers: { Authorization: `Bearer ${tokens.AccessToken}` } }; // an HTTP API with a JWT authorizer
console.log((await fetch(`${env.API_URL}/http/me`, byAccess)).status);
