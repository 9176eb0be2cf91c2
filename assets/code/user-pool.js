import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const { AuthenticationResult: tokens } = await new CognitoIdentityProvider().initiateAuth({
  AuthFlow: "USER_PASSWORD_AUTH",
  ClientId: env.POOLSCHOOL_CLIENT_ID,
  AuthParameters: { USERNAME: env.POOLSCHOOL_LEARNER_USERNAME, PASSWORD: env.POOLSCHOOL_LEARNER_PASSWORD },
});
const headers = { Authorization: `Bearer ${tokens.AccessToken}` };
const answer = await fetch(`${env.API_URL}/me`, { headers }); // your own API, which checks the token
console.log(answer.status, await answer.text());
