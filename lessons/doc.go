// Package lessons is the course: it loads lesson files, plays their steps against a simulated account, and prints
// them. It knows the simulator and knows no screen.
//
// # Writing a lesson
//
// A lesson is one Markdown file in lessons/course, named NUMBER-NAME.md: 120-photo-upload.md has the id photo-upload.
// It begins with front matter, "key: value" lines between two lines "---":
//
//	---
//	title: Photo upload
//	minutes: 10
//	account: photo-app
//	goal: Trade a token for credentials and upload a photo with them.
//	track: Half an hour
//	answers: q1, q7
//	terms: ID token, identity pool
//	panels: response, why
//	---
//
// title, minutes and account are needed. account names a file in lessons/accounts. panels are the panels that the
// lesson shows (request, response, why, token, account); without the line it shows all. terms are terms of art that the lesson
// brings in: poolschool check looks for them in the glossary. diagram names a picture of the program that lights up while the
// lesson runs: identity-sources or photo-upload. code names snippets of the program that make the same calls with the
// SDKs: photo-upload.
//
// Each page is a heading with an id, prose, and fenced blocks:
//
//	# Trade the ID token for AWS credentials {#trade}
//
// The ids of pages, and those of the blocks type, predict, recall and try, stand in links and in saved progress: choose
// them once and keep them.
//
// Prose and requests may hold values: {{idToken}}, {{credentials.AccessKeyId}}, {{idToken.sub}} (a claim, when the value
// is a token), {{idToken.header.kid}}, and with one filter {{credentials.Expiration | until}}, {{idToken.exp | clock}},
// {{identityId | short}}, {{loginUrl | path}}. A value exists from the step that keeps it. ${name} is IAM's own form and stays as it is.
// Values need no backticks: they are set as code by themselves. {{inbox.code}} is the code in the newest message that the
// account has sent; {{inbox.to}} and {{inbox.body}} are there too.
//
// # Blocks
//
// A block is a fence at the margin whose first word is one of these. Other fences (json, text, xml, html, console, or
// without a word) are prose.
//
//	```type signin                         a form; the learner may type other values
//	username = {{username}}
//	  : Any user of the pool.
//	secret password = {{password}}
//	file photo = cat.jpg                   a path on the learner's machine; the default is a built-in file
//	```
//
//	```predict who-calls                   before the first call of a kind; recall is the same at the end
//	Who will S3 think is calling?
//
//	- ana
//	  : S3 never sees a user name.
//	- an assumed role [x]
//	  : The identity pool asks STS to assume a role for Ana.
//	```
//
//	```call app -> cognito-identity GetId
//	{"IdentityPoolId": "{{identityPoolId}}", "Logins": {"{{provider}}": "{{idToken}}"}}
//	---
//	expect 200
//	keep identityId = IdentityId
//	show why
//	```
//
//	```call app -> s3 PutObject as credentials
//	{"Bucket": "{{bucket}}", "Key": "uploads/{{identityId}}/cat.jpg", "Body": "@photo"}
//	---
//	expect 200
//	```
//
//	```http app -> s3
//	PUT /{{bucket}}/cat.jpg
//	Authorization: Bearer {{idToken}}
//
//	the body, after an empty line
//	---
//	expect 400 InvalidRequest
//	keep next = header Location
//	keep code = header Location query code
//	keep csrf = form _csrf
//	keep session = cookie XSRF-TOKEN
//	```
//
//	```break Give the access token instead.
//	app -> cognito-identity GetId
//	{"IdentityPoolId": "{{identityPoolId}}", "Logins": {"{{provider}}": "{{accessToken}}"}}
//	---
//	expect 400 NotAuthorizedException "Invalid login token. Missing a required claim: aud"
//	```
//
// The host of an http block is a service (s3, cognito-idp), the learner's application (app), or a host name with a dot in
// it. "as CREDENTIALS" behind it signs the request, for the application as API Gateway wants it. A value is escaped for its place: path, query, form or JSON body. A target that begins with a value is an address which
// an answer gave. Redirects are shown, not followed.
//
// The first line of a break is the route of a call, or "http FROM -> HOST".
//
//	```inspect idToken
//	aud: The app client that this token was made for.
//	header.kid: Which of the pool's keys has signed.
//	---
//	verify jwks
//	```
//
// Parts that are not explained are shown as well. verify names a value that holds a key set.
//
//	```wait 1h
//	The credentials are over. The ID token too.
//	```
//
//	```try fresh Get fresh credentials.
//	app -> cognito-identity GetCredentialsForIdentity
//	{"IdentityId": "{{identityId}}"}
//	---
//	goal 200
//	goal account object "uploads/{{identityId}}/cat.jpg"
//	hint What still works after an hour?
//	hint Look at the answer of the sign-in: one of the three tokens lives for days.
//	hint The refresh token buys a new ID token, and that buys credentials.
//	solution {"IdentityId": "{{identityId}}", "Logins": {"{{provider}}": "{{idToken}}"}}
//	```
//
// The JSON above --- is what the learner begins with. A try has exactly three hints and is done when all goals hold.
//
//	```notes
//	For the presenter. Never on the learner's screen.
//	```
//
// # Clauses
//
//	expect STATUS [CODE ["message"]]               the answer; … in a message stands for any text
//	expect nested SERVICE OPERATION STATUS […]     a call that a service made to answer this one
//	keep NAME = Member.Path                        $ is the whole answer
//	show PANEL
//	times N                                        send the request N times; the promises are about the last answer
//	count NAME                                     {{NAME.calls}} and {{NAME.hops}}: what was sent since the last count
//
// A request's JSON is checked against the struct that the simulated service decodes, so a misspelt member is a mistake
// with its line before anything runs.
package lessons
