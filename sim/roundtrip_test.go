package sim

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
)

func TestAClientThatGivesUpLetsTheServiceEnd(t *testing.T) {
	w, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	arrived, gone, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	w.hosts["slow.example"] = http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-gone
		_, err := io.WriteString(rw, "too late")
		ended <- err
	})
	ctx, giveUp := context.WithCancel(t.Context())
	go func() {
		<-arrived
		giveUp()
	}()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://slow.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.RoundTrip(r); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	close(gone)
	if err := <-ended; !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the service: got %v, want %v", err, io.ErrClosedPipe)
	}
}
