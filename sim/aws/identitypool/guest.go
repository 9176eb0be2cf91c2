package identitypool

import "strings"

// guestManaged is the managed half of what guests of the enhanced flow are cut down to.
// https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services
const guestManaged = "arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy"

// guestActions are the actions of the inline half, in AWS's order.
const guestActions = "cloudwatch:* logs:* dynamodb:* kinesis:* mobileanalytics:* s3:* ses:* sns:* sqs:* lambda:* machinelearning:* " +
	"execute-api:* iot:* gamelift:* cognito-identity:* cognito-idp:* lex:* polly:* comprehend:* translate:* transcribe:* rekognition:* " +
	"mobiletargeting:* firehose:* appsync:* personalize:* sagemaker:InvokeEndpoint cognito-sync:* codewhisperer:* " +
	"textract:DetectDocumentText textract:AnalyzeDocument sdb:*"

// guestPolicy is the inline session policy: whatever the role allows, a guest of the enhanced
// flow reaches these services only.
func guestPolicy() string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["` +
		strings.Join(strings.Fields(guestActions), `","`) + `"],"Resource":["*"]}]}`
}
