{
    "@key@" = {
      /*@source@*/
      /*@version@*/
      /*@replace@*/
      /*@go@*/
      /*@declared@*/
      /*@hash@*/
      /*@sum@*/
      /*@tags@*/
      packages = [ /*@packages@*/ ];
      requires = [ /*@requires@*/ ];
      /*@where@*/
    };
}
