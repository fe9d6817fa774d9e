{
    "@key@" = {
      /*@partOf@*/
      /*@version@*/
      /*@go@*/
      /*@declared@*/
      /*@hash@*/
      /*@sum@*/
      packages = [ /*@packages@*/ ];
      requires = [ /*@requires@*/ ];
      /*@where@*/
    };
}
