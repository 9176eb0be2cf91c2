// Package sim is one AWS account in memory: user pools, identity pools, STS, IAM, S3, the
// learner's application and the outside identity providers. It never opens a
// connection; its door is an http.RoundTripper that answers AWS's own wire
// protocols, so a lesson, an AWS SDK and a listener all enter the same way.
package sim
