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
      /*@packages@*/
      /*@requires@*/
      /*@where@*/
    };
}
