package main

import "testing"

func TestGreeting(t *testing.T) {
	for tag, want := range map[string]string{"fr": "Bonjour le monde !", "de": "Hello, world!"} {
		if got := greeting(tag); got != want {
			t.Errorf("%s: %q, not %q", tag, got, want)
		}
	}
}
