/// The script of a report: it sorts tables.
///
/// The page is complete without it. It holds no less-than sign and no ampersand, so that the page stays well-formed XML.
enum ReportScript {
  static let text = """
    "use strict";
    document.querySelectorAll("table.sortable").forEach(function(table){
      var heads=Array.from(table.tHead.rows[0].cells);
      function value(row,column){
        var cell=row.cells[column],key=cell.getAttribute("data-v");
        return key===null?cell.textContent.trim():Number(key);
      }
      heads.forEach(function(head,column){
        var button=document.createElement("button");
        button.type="button";
        button.textContent=head.textContent;
        head.textContent="";
        head.appendChild(button);
        button.addEventListener("click",function(){
          var down=head.getAttribute("aria-sort")==="ascending";
          heads.forEach(function(other){other.removeAttribute("aria-sort");});
          head.setAttribute("aria-sort",down?"descending":"ascending");
          var rows=Array.from(table.tBodies[0].rows);
          rows.sort(function(one,two){
            var a=value(one,column),b=value(two,column);
            var order=typeof a==="number"?a-b:String(a).localeCompare(String(b),"en",{numeric:true});
            return down?-order:order;
          });
          rows.forEach(function(row){table.tBodies[0].appendChild(row);});
        });
      });
    });
    """
}
