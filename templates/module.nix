{
    "@key@" = {
      /*@partOf@*/
      /*@version@*/
      /*@replace@*/
      /*@go@*/
      /*@declared@*/
      /*@hash@*/
      /*@sum@*/
      packages = [ /*@packages@*/ ];
      requires = [ /*@requires@*/ ];
      /*@where@*/
    };
}
