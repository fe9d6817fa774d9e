// hello greets in the language of who reads it.
package main

import "fmt"

func main() { fmt.Println(greeting("fr")) }
