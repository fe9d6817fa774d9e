{
    "@name@" = {
      module = "@module@";
      /*@version@*/
      /*@path@*/
      /*@go@*/
      /*@hash@*/
      goMod = "@goMod@";
      /*@goSum@*/
      /*@tags@*/
      packages = [ /*@packages@*/ ];
      requires = [ /*@requires@*/ ];
      /*@where@*/
    };
}
