package sts

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// tagsClaim is where a token carries session tags:
// {"principal_tags":{"team":["blue"]},"transitive_tag_keys":[]}.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
const tagsClaim = "https://aws.amazon.com/tags"

// Limits of session tags, in characters.
const (
	maxTags     = 50
	maxTagKey   = 128
	maxTagValue = 256
)

// tagsOf reads the session tags that a token carries; nil for none.
func tagsOf(ctx context.Context, t token.Token) (map[string]string, error) {
	claim, ok := t.Claims.Get(tagsClaim)
	if !ok {
		return nil, nil
	}
	object, _ := claim.(map[string]any)
	list, ok := object["principal_tags"].(map[string]any)
	if !ok {
		trace.Failed(ctx, "token: the claim %s holds principal_tags", tagsClaim)
		return nil, ErrNotValidated.Because("the claim %s has no object principal_tags", tagsClaim)
	}
	tags := map[string]string{}
	for key, value := range list {
		text, ok := single(value)
		if !ok {
			trace.Failed(ctx, "token: tag %s has one value", key)
			return nil, ErrNotValidated.Because("session tag %s must have one value, as a string or a list of one", key)
		}
		tags[key] = text
	}
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	trace.Checked(ctx, true, "token: carries session tags", listed(tags))
	return tags, nil
}

func single(value any) (string, bool) {
	if list, ok := value.([]any); ok && len(list) == 1 {
		value = list[0]
	}
	text, ok := value.(string)
	return text, ok
}

// checkTags holds tags against STS's limits. Keys that differ in case only are one key.
func checkTags(tags map[string]string) error {
	if len(tags) > maxTags {
		return ErrTags.Saying(fmt.Sprintf("Number of session tags exceeds the limit of %d", maxTags))
	}
	seen := map[string]bool{}
	for key, value := range tags {
		folded := strings.ToLower(key)
		switch {
		case key == "" || utf8.RuneCountInString(key) > maxTagKey:
			return ErrTags.Saying(fmt.Sprintf("Tag key must have 1 to %d characters", maxTagKey))
		case utf8.RuneCountInString(value) > maxTagValue:
			return ErrTags.Saying(fmt.Sprintf("Tag value must have at most %d characters", maxTagValue))
		case strings.HasPrefix(folded, "aws:"):
			return ErrTags.Saying("Tag keys must not begin with aws:")
		case seen[folded]:
			return ErrTags.Saying("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		}
		seen[folded] = true
	}
	return nil
}

// sourceClaim is where a token carries a source identity: a name that stays with the session, whatever role it takes on
// from there.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
const sourceClaim = "https://aws.amazon.com/source_identity"

// sourceOf reads the source identity that a token carries; "" for none.
func sourceOf(ctx context.Context, t token.Token) (string, error) {
	claim, ok := t.Claims.Get(sourceClaim)
	if !ok {
		return "", nil
	}
	text, ok := claim.(string)
	if whole, err := regexp.MatchString(`^[\w+=,.@-]{2,64}$`, text); !ok || err != nil || !whole {
		trace.Failed(ctx, "token: the claim %s is a name of 2 to 64 characters", sourceClaim)
		return "", ErrNotValidated.Because("a source identity has 2 to 64 letters, digits and +=,.@-_")
	}
	return text, nil
}
