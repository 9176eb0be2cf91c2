package s3

import (
	"encoding/xml"
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"poolschool/sim/wire"
)

// Tag is a label of an object. Policies can ask for it, unlike for metadata.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
type Tag struct {
	Key   string // 1 to 128 characters, unique in its object, case matters
	Value string // up to 256 characters
}

// Tagging is all tags of an object.
type Tagging struct {
	TagSet []Tag `xml:"TagSet>Tag"`
}

// UnmarshalXML insists on the elements that S3's schema does: an empty set is <TagSet/>, an empty value <Value/>.
func (t *Tagging) UnmarshalXML(dec *xml.Decoder, start xml.StartElement) error {
	var given struct {
		TagSet *struct {
			Tag []struct{ Key, Value *string }
		}
	}
	if err := dec.DecodeElement(&given, &start); err != nil {
		return err
	}
	if given.TagSet == nil {
		return errors.New("Tagging lacks TagSet")
	}
	for _, tag := range given.TagSet.Tag {
		if tag.Key == nil || tag.Value == nil {
			return errors.New("a Tag lacks Key or Value")
		}
		t.TagSet = append(t.TagSet, Tag{*tag.Key, *tag.Value})
	}
	return nil
}

// Limits of tags, the lengths in characters.
const (
	maxTags     = 10
	maxTagKey   = 128
	maxTagValue = 256
)

var (
	errTooManyTags = &wire.Error{Code: "BadRequest", Message: "Object tags cannot be greater than 10", Status: 400}
	errInvalidTag  = &wire.Error{Code: "InvalidTag", Message: "%s", Status: 400}
)

// checkTags holds tags against S3's rules.
func checkTags(tags []Tag) error {
	if len(tags) > maxTags {
		return errTooManyTags.Because("an object has at most %d tags, these are %d", maxTags, len(tags))
	}
	for i, t := range tags {
		switch {
		case t.Key == "" || !validTag(t.Key, maxTagKey):
			return errInvalidTag.Saying("The TagKey you have provided is invalid").With("TagKey", t.Key).
				Because("a tag's key has 1 to %d letters, digits, spaces and + - = . _ : / @", maxTagKey)
		case !validTag(t.Value, maxTagValue):
			return errInvalidTag.Saying("The TagValue you have provided is invalid").With("TagKey", t.Key).With("TagValue", t.Value).
				Because("a tag's value has up to %d letters, digits, spaces and + - = . _ : / @", maxTagValue)
		case strings.HasPrefix(strings.ToLower(t.Key), "aws:"):
			return errInvalidTag.Saying("System tags cannot be added/updated by requester").With("TagKey", t.Key).Because("keys that begin with aws: are AWS's own")
		case slices.ContainsFunc(tags[:i], func(other Tag) bool { return other.Key == t.Key }):
			return errInvalidTag.Saying("Cannot provide multiple Tags with the same key").With("TagKey", t.Key).Because("the key %q stands twice", t.Key)
		}
	}
	return nil
}

func validTag(text string, most int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= most && strings.IndexFunc(text, notTagRune) < 0
}

func notTagRune(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) && r != ' ' && !strings.ContainsRune("+-=._:/@", r)
}

// tagsOf reads x-amz-tagging: "team=red&stage=test", encoded like a query.
func tagsOf(header string) ([]Tag, error) {
	var tags []Tag
	for pair := range strings.SplitSeq(header, "&") {
		if pair == "" {
			continue
		}
		key, value, _ := strings.Cut(pair, "=")
		plainKey, badKey := url.QueryUnescape(key)
		plainValue, badValue := url.QueryUnescape(value)
		if badKey != nil || badValue != nil || slices.ContainsFunc(tags, func(t Tag) bool { return t.Key == plainKey }) {
			return nil, invalidArgument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.", "x-amz-tagging", header).
				Because("%q is no part of a query, or names a tag for the second time", pair)
		}
		tags = append(tags, Tag{plainKey, plainValue})
	}
	return tags, checkTags(tags)
}
