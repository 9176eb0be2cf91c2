package iam

// awsManaged are AWS's own policies that the course meets, by name: what cuts down guests of an
// identity pool besides the inline session policy.
//
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html
func awsManaged() map[string]string {
	return map[string]string{
		"AmazonCognitoUnAuthedIdentitiesSessionPolicy": `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": [
      "rum:PutRumEvents", "sagemaker:InvokeEndpoint", "polly:*", "comprehend:*", "translate:*", "transcribe:*",
      "rekognition:*", "mobiletargeting:*", "firehose:*", "personalize:*", "geo:GetMap*", "geo:SearchPlaceIndex*",
      "geo:GetPlace", "geo:CalculateRoute*", "geo:*Geofence", "geo:*Geofences", "geo:*DevicePosition*",
      "kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:ReEncryptFrom", "kms:GenerateDataKey",
      "kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext", "kms:GenerateDataKeyWithoutPlaintext"
    ],
    "Resource": "*"
  }]
}`,
		"AmazonCognitoUnauthenticatedIdentities": `{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Action": "rum:PutRumEvents", "Resource": "*"}]
}`,
	}
}
