package s3

import (
	"slices"
	"strings"
	"testing"
)

func TestListing(t *testing.T) {
	l := newLab(t)
	for _, key := range []string{"a", "b/1", "b/2", "b/c/3", "c", "ü d"} {
		l.mustPut(key, key)
	}
	for _, tt := range []struct {
		name, query    string
		keys, prefixes []string
		truncated      bool
	}{
		{"all, by their bytes", "", []string{"a", "b/1", "b/2", "b/c/3", "c", "ü d"}, nil, false},
		{"a prefix", "prefix=b", []string{"b/1", "b/2", "b/c/3"}, nil, false},
		{"folders", "delimiter=/", []string{"a", "c", "ü d"}, []string{"b/"}, false},
		{"a folder", "prefix=b/&delimiter=/", []string{"b/1", "b/2"}, []string{"b/c/"}, false},
		{"a delimiter of two letters", "prefix=b&delimiter=%2F1", []string{"b/2", "b/c/3"}, []string{"b/1"}, false},
		{"after a key", "start-after=b/2", []string{"b/c/3", "c", "ü d"}, nil, false},
		{"after a folder", "start-after=b/&delimiter=/", []string{"c", "ü d"}, nil, false},
		{"after a key within a folder", "start-after=b/1&delimiter=/", []string{"c", "ü d"}, []string{"b/"}, false},
		{"some", "max-keys=2", []string{"a", "b/1"}, nil, true},
		{"a folder counts as one", "max-keys=2&delimiter=/", []string{"a"}, []string{"b/"}, true},
		{"none", "max-keys=0", nil, nil, false},
		{"URL-encoded", "prefix=%C3%BC&encoding-type=url", []string{"%C3%BC+d"}, nil, false},
		{"nothing there", "prefix=z", nil, nil, false},
	} {
		got := l.send(ownerKeys, "GET", "photos/?list-type=2&"+tt.query, "")
		keys, prefixes := elements(got.body, "Key"), elements(got.body, "CommonPrefixes")
		if !slices.Equal(keys, tt.keys) || !slices.Equal(prefixes, tt.prefixes) || (got.member("IsTruncated") == "true") != tt.truncated {
			t.Errorf("%s: %q and %q, truncated %s; want %q and %q, %v", tt.name, keys, prefixes, got.member("IsTruncated"), tt.keys, tt.prefixes, tt.truncated)
		}
		old := l.send(ownerKeys, "GET", "photos/?"+strings.Replace(tt.query, "start-after", "marker", 1), "")
		if keys := elements(old.body, "Key"); !slices.Equal(keys, tt.keys) {
			t.Errorf("%s, in the older way: %q, want %q", tt.name, keys, tt.keys)
		}
	}
}

func elements(body, name string) []string {
	var out []string
	for part := range strings.SplitSeq(body, "<"+name+">") {
		text, _, ok := strings.Cut(part, "</"+name+">")
		if ok && !strings.HasPrefix(part, "<?xml") {
			text = strings.TrimSuffix(strings.TrimPrefix(text, "<Prefix>"), "</Prefix>")
			out = append(out, text)
		}
	}
	return out
}

func TestPagesMeetWithoutGapOrOverlap(t *testing.T) {
	l := newLab(t)
	var want []string
	for _, a := range "abc" {
		for _, b := range "12345" {
			l.mustPut(string(a)+"/"+string(b), "x")
			want = append(want, string(a)+"/"+string(b))
		}
	}
	for _, delimiter := range []string{"", "/"} {
		for size := 1; size <= 4; size++ {
			var got []string
			after := ""
			for range 100 {
				p := l.page("photos", listing{delimiter: delimiter, after: after, max: size})
				for _, o := range p.objects {
					got = append(got, o.key)
				}
				got = append(got, p.prefixes...)
				if after = p.last; !p.truncated {
					break
				}
			}
			expected := want
			if delimiter == "/" {
				expected = []string{"a/", "b/", "c/"}
			}
			if !slices.Equal(got, expected) {
				t.Errorf("pages of %d with delimiter %q: %q, want %q", size, delimiter, got, expected)
			}
		}
	}
}
