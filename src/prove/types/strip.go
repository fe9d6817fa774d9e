package main

import "bytes"

// declarations returns a Go file without comments below its package clause and with empty function
// bodies. That is all that importers need, and a fraction of the work to parse. It looks for the end
// of a body by its braces alone: a file in an unusual form may come out wrong, which whoever parses
// and checks it sees.
func declarations(text []byte) []byte {
	s := stripper{text: text, out: make([]byte, 0, len(text)/4)}
	s.header()
	for s.at < len(s.text) {
		s.step()
	}
	return s.out
}

// stripper copies a file token by token.
type stripper struct {
	text []byte
	at   int
	out  []byte

	depth     int    // of brackets of all kinds
	lineStart bool   // nothing but blanks since the last line break or semicolon
	word      string // the last identifier or keyword, if nothing came after it
	function  bool   // in the declaration of a function, before its body
}

// header copies everything up to the package clause: comments there are build constraints.
func (s *stripper) header() {
	for s.at < len(s.text) {
		from := s.at
		if s.skipComment() {
			s.out = append(s.out, s.text[from:s.at]...)
			continue
		}
		if isLetter(s.text[s.at]) {
			break
		}
		s.out = append(s.out, s.text[s.at])
		s.at++
	}
	s.lineStart = true
}

// step copies one token, or what stands between two.
func (s *stripper) step() {
	from := s.at
	c := s.text[s.at]
	switch {
	case c == '\n' || c == ';':
		s.at++
		s.lineStart, s.word = true, ""
		if s.depth == 0 {
			s.function = false
		}
	case c == ' ' || c == '\t' || c == '\r':
		s.at++
	case s.skipComment():
		// A comment of several lines ends a line too.
		if bytes.IndexByte(s.text[from:s.at], '\n') >= 0 {
			s.out = append(s.out, '\n')
		}
		s.out = append(s.out, ' ')
		return
	case isLetter(c):
		for s.at < len(s.text) && (isLetter(s.text[s.at]) || '0' <= s.text[s.at] && s.text[s.at] <= '9') {
			s.at++
		}
		s.word = string(s.text[from:s.at])
		if s.lineStart && s.depth == 0 {
			s.function = s.word == "func"
		}
		s.lineStart = false
	case s.function && s.depth == 0 && c == '{' && s.word != "struct" && s.word != "interface":
		s.skipBody()
		s.out = append(s.out, '{', '}')
		s.function = false
		return
	default:
		s.skipOther()
	}
	s.out = append(s.out, s.text[from:s.at]...)
}

// skipOther passes a literal or one byte of punctuation.
func (s *stripper) skipOther() {
	s.lineStart, s.word = false, ""
	switch s.text[s.at] {
	case '(', '[', '{':
		s.depth++
	case ')', ']', '}':
		s.depth--
	case '"', '\'', '`':
		s.skipLiteral()
		return
	}
	s.at++
}

func (s *stripper) skipBody() {
	depth := 0
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case '{':
			depth++
		case '}':
			depth--
		case '"', '\'', '`':
			s.skipLiteral()
			continue
		case '/':
			if s.skipComment() {
				continue
			}
		}
		s.at++
		if depth == 0 {
			return
		}
	}
}

// skipLiteral passes a string or rune.
func (s *stripper) skipLiteral() {
	quote := s.text[s.at]
	for s.at++; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == quote:
			s.at++
			return
		case c == '\\' && quote != '`':
			s.at++
		}
	}
}

// skipComment passes a comment, if there is one; the line break after `//` is none of it.
func (s *stripper) skipComment() bool {
	rest := s.text[s.at:]
	length := 0
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		length = bytes.IndexByte(rest, '\n')
	case bytes.HasPrefix(rest, []byte("/*")):
		if length = bytes.Index(rest[2:], []byte("*/")); length >= 0 {
			length += 4
		}
	default:
		return false
	}
	if length < 0 {
		length = len(rest)
	}
	s.at += length
	return true
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}
