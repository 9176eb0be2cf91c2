package mistake

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"photo-upload", "two-pools", "three-tokens", "login-page", "social-login"}
	for _, tt := range []struct {
		name, word, want string
	}{
		{"a slip of the finger", "two-pols", "two-pools"},
		{"letter case does not count", "Photo-Upload2", "photo-upload"},
		{"a part of one name", "photo", "photo-upload"},
		{"a part of two names means neither", "login", ""},
		{"too short a part", "ph", ""},
		{"nothing like it", "quantum", ""},
	} {
		got, ok := Nearest(tt.word, known)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: Nearest(%q) = %q, %v; want %q", tt.name, tt.word, got, ok, tt.want)
		}
	}
}
