import { STS } from "@aws-sdk/client-sts";
import { S3 } from "@aws-sdk/client-s3";
const env = process.env; // the SDK itself reads AWS_REGION and AWS_ENDPOINT_URL
const { Credentials: c } = await new STS().assumeRoleWithWebIdentity({
  RoleArn: env.ROLE_ARN,
  RoleSessionName: "release",
  WebIdentityToken: env.OIDC_TOKEN, // of your own issuer
  DurationSeconds: 14400,
});
const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken };
await new S3({ credentials }).putObject({ Bucket: env.POOLSCHOOL_BUCKET, Key: "v1/app.txt", Body: "Release 1" });
