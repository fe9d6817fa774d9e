/*
  words :: text | [ text ] -> [ text ]

  The words of a list as go-packages.nix writes them: between blanks, neighbours that begin alike put
  together as a shell's braces do.

     "net{,/http} os/{exec,user}"  is  [ "net" "net/http" "os/exec" "os/user" ]

  A group ends its word, so a word is a text, or a text and the groups of what it goes on with. The
  list is read as JSON of that shape: parsing it in Nix would take longer than all else.
*/
{ lib }:
let
  # [ text ] or [ text [ word ] "" ]
  expand =
    word:
    let
      first = lib.head word;
    in
    if lib.length word == 1 then
      [ first ]
    else
      map (rest: first + rest) (lib.concatMap expand (builtins.elemAt word 1));
in
list:
if builtins.isList list then
  list
else if list == "" then
  [ ]
else
  lib.concatMap expand (
    builtins.fromJSON (
      ''[["''
      +
        builtins.replaceStrings
          [
            ",\n"
            " "
            "\n"
            "{"
            ","
            "}"
          ]
          [
            ''"],["''
            ''"],["''
            ''"],["''
            ''",[["''
            ''"],["''
            ''"]],"''
          ]
          (lib.removeSuffix "\n" list)
      + ''"]]''
    )
  )
