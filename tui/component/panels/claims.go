package panels

// claimMeanings are a learner's line for each well-known member of a token: what it is, and what it is good for.
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
var claimMeanings = map[string]string{
	"kid": "Which of the issuer's published keys checks the signature.",
	"alg": "How it is signed. A checker accepts what it expects, never what a token asks for.",
	"typ": "What kind of document this is.",

	"sub":        "Who this is: a number at the issuer, one for each person. Names and addresses change, this stays, so store this one.",
	"iss":        "Who made the token. Compare it with the issuer that you trust before you believe the rest.",
	"aud":        "For which app client the token was made. Refuse a token that was made for another application.",
	"client_id":  "Which app client asked for the token. Access tokens have this one in the place of aud.",
	"token_use":  "Which token this is: id says who somebody is, access says what a call may do. Do not take one for the other.",
	"exp":        "After this moment nobody should accept the token.",
	"iat":        "When the token was made.",
	"nbf":        "Before this moment nobody should accept the token.",
	"auth_time":  "When the person really signed in. A refreshed token keeps it, so it tells how old the sign-in is.",
	"jti":        "The number of this one token.",
	"origin_jti": "The number of the sign-in that this token comes from. Revoking the refresh token ends all of them by it.",
	"event_id":   "The number of the sign-in in the pool's records.",
	"scope":      "What a call with this token may do. An API looks for the scope that it asks for.",
	"version":    "The layout of the token.",
	"nonce":      "The number that the application sent along. It must come back, or the token belongs to another sign-in.",
	"at_hash":    "A short hash of the access token that came along, so that the two cannot be parted.",
	"azp":        "The client that asked for the token.",
	"amr":        "How the person came: signed in or guest, and through whom. Trust policies of roles look here.",
	"username":   "The name in the pool. People sign in with it; rights should hang on sub.",

	"cognito:username":       "The name in the pool. People sign in with it; rights should hang on sub.",
	"cognito:groups":         "The pool's groups that the person is in. The application decides what a group may do.",
	"cognito:roles":          "IAM roles of these groups. An identity pool can be told to choose among them.",
	"cognito:preferred_role": "The IAM role of the group that counts most. An identity pool can be told to take it.",
	"identities":             "With whom the person signed in, when it was not the pool itself.",

	"email":                 "The person's e-mail address, as the issuer knows it.",
	"email_verified":        "Whether the person has shown that the address is theirs. Without that, do not send secrets there.",
	"phone_number":          "The person's telephone number, as the issuer knows it.",
	"phone_number_verified": "Whether the person has shown that the number is theirs.",
	"name":                  "A name to greet with. It proves nothing.",
	"given_name":            "A name to greet with. It proves nothing.",
	"family_name":           "A name to greet with. It proves nothing.",
	"hd":                    "The company whose account this is, at Google.",
	"picture":               "The address of a picture.",

	"https://aws.amazon.com/tags": "Tags for the AWS session. Policies can compare them.",
}

// meaningOf is the learner's line of a claim; empty for one that nobody knows in advance.
func meaningOf(name string) string {
	if text, ok := claimMeanings[name]; ok {
		return text
	}
	if len(name) > 7 && name[:7] == "custom:" {
		return "An attribute that this pool's owner made up."
	}
	return ""
}

// meaningFor is the line for a claim of this token.
func (h holding) meaningFor(name string) string {
	return ClaimMeaning(name, h.kind == signed && h.short == "identity")
}

// ClaimMeaning is a learner's line on a well-known member of a token, and "" for one that nobody knows in advance. A few
// claims mean another thing in the OpenID token of an identity pool.
func ClaimMeaning(name string, ofIdentityPool bool) string {
	if ofIdentityPool {
		switch name {
		case "sub":
			return "The identity: the id that the identity pool keeps for this person, and that policies put in the place of ${cognito-identity.amazonaws.com:sub}."
		case "aud":
			return "The identity pool that made the token. The trust policy of a role must name it, or every pool of the world could use the role."
		}
	}
	return meaningOf(name)
}
