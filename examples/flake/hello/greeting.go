package main

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// greeting says hello in a language, or in English.
func greeting(tag string) string {
	message.SetString(language.French, "Hello, world!", "Bonjour le monde !")
	return message.NewPrinter(language.MustParse(tag)).Sprintf("Hello, world!")
}
