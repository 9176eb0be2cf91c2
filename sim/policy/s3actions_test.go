package policy

import (
	"slices"
	"testing"
)

func TestS3ActionsStandInOneList(t *testing.T) {
	var all []string
	for name, list := range map[string][]string{"object": objectActions, "bucket": bucketActions, "account": accountActions} {
		if !slices.IsSorted(list) {
			t.Errorf("the %s actions are not sorted", name)
		}
		all = append(all, list...)
	}
	slices.Sort(all)
	if got, want := len(slices.Compact(slices.Clone(all))), len(all); got != want {
		t.Errorf("got %d different actions, want %d", got, want)
	}
	for operation := range notActions {
		p := compileAction(operation)
		if isS3Action(&p) {
			t.Errorf("%s is called no action, and stands in a list of actions", operation)
		}
	}
}

func TestShort(t *testing.T) {
	for _, tt := range []struct {
		name       string
		given, got [3]string
	}{
		{"one bucket goes", [3]string{"arn:aws:s3:::b/x", "arn:aws:s3:::b/*", "arn:aws:s3:::b/${k:k}"}, [3]string{"…/x", "…/*", "…/${k:k}"}},
		{"two buckets stay", [3]string{"arn:aws:s3:::b/x", "arn:aws:s3:::c/*", "arn:aws:s3:::c/*"}, [3]string{"b/x", "c/*", "c/*"}},
		{"a bucket alone stays", [3]string{"arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/*"}, [3]string{"b", "b/*", "b/*"}},
		{"a star stays", [3]string{"arn:aws:s3:::b/x", "*", "*"}, [3]string{"arn:aws:s3:::b/x", "*", "*"}},
		{"other services stay", [3]string{"arn:aws:iam::1:role/r", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/*"}, [3]string{"arn:aws:iam::1:role/r", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/*"}},
	} {
		a, b, c := short(tt.given[0], tt.given[1], tt.given[2])
		if got := [3]string{a, b, c}; got != tt.got {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.got)
		}
	}
}
